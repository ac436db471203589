# Gives back what it is given.

variable "storage_prefix" {
  description = "One string"
  type        = string
}

variable "strings" {
  description = "Every string"
  type        = list(string)
}

variable "by_key" {
  description = "Every string as a key, with its number"
  type        = map(string)
}

variable "by_long_key" {
  description = "The endless ones"
  type        = map(string)
}

variable "nested" {
  description = "Every string below a key that is an identifier"
  type        = any
}

variable "tags" {
  description = "Strings that may be a tag's value"
  type        = map(string)
}

output "storage_prefix" {
  description = "As it came"
  value       = var.storage_prefix
}

output "strings" {
  description = "As they came"
  value       = var.strings
}

output "by_key" {
  description = "As they came"
  value       = var.by_key
}

output "by_long_key" {
  description = "As they came"
  value       = var.by_long_key
}

output "nested" {
  description = "As they came"
  value       = var.nested
}

output "tags" {
  description = "As they came"
  value       = var.tags
}
