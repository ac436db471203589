variable "tags" {
  type = map(string)
}

variable "compute_cpu" {
  type    = string
  default = null
}

variable "replicas" {
  type    = number
  default = 1
}

variable "zones" {
  type    = list(string)
  default = []
}

variable "limits" {
  type    = object({ cpu = number, memory = optional(string) })
  default = null
}

output "bucket" {
  value = "acme-data-lake"
}
