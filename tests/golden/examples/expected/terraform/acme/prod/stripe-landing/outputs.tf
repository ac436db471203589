# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_aws_infrastructure.yaml

output "stripe_customers_aws_infrastructure_gcs_bucket_name" {
  description = "The bucket on Google Cloud, null on AWS"
  value       = module.stripe_customers_aws_infrastructure.gcs_bucket_name
}

output "stripe_customers_aws_infrastructure_iam_role_arn" {
  description = "The role that may write to the bucket, null on Google Cloud"
  value       = module.stripe_customers_aws_infrastructure.iam_role_arn
}

output "stripe_customers_aws_infrastructure_labels" {
  description = "The labels as they arrived"
  value       = module.stripe_customers_aws_infrastructure.labels
}

output "stripe_customers_aws_infrastructure_s3_bucket_name" {
  description = "The bucket on AWS, null on Google Cloud"
  value       = module.stripe_customers_aws_infrastructure.s3_bucket_name
}
