# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/playlists.yaml

output "playlists_iam_role_arn" {
  description = "The output iam_role_arn of the module of the job playlists."
  value       = module.playlists.iam_role_arn
}

output "playlists_s3_bucket_name" {
  description = "The output s3_bucket_name of the module of the job playlists."
  value       = module.playlists.s3_bucket_name
}
