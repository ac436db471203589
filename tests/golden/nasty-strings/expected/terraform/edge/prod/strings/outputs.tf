# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/edge/strings.yaml

output "strings_by_key" {
  description = "As they came"
  value       = module.strings.by_key
}

output "strings_by_long_key" {
  description = "As they came"
  value       = module.strings.by_long_key
}

output "strings_nested" {
  description = "As they came"
  value       = module.strings.nested
}

output "strings_storage_prefix" {
  description = "As it came"
  value       = module.strings.storage_prefix
}

output "strings_strings" {
  description = "As they came"
  value       = module.strings.strings
}

output "strings_tags" {
  description = "As they came"
  value       = module.strings.tags
}
