output "s3_bucket_name" {
  description = "The bucket on AWS, null on Google Cloud"
  value       = terraform_data.this.output.s3_bucket
}

output "gcs_bucket_name" {
  description = "The bucket on Google Cloud, null on AWS"
  value       = terraform_data.this.output.gcs_bucket
}

output "iam_role_arn" {
  description = "The role that may write to the bucket, null on Google Cloud"
  value       = terraform_data.this.output.role
}

output "labels" {
  description = "The labels as they arrived"
  value       = terraform_data.this.output.labels
}
