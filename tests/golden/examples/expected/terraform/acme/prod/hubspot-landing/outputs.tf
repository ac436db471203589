# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/hubspot_contacts_gcp_infrastructure.yaml

output "hubspot_contacts_gcp_infrastructure_gcs_bucket_name" {
  description = "The bucket on Google Cloud, null on AWS"
  value       = module.hubspot_contacts_gcp_infrastructure.gcs_bucket_name
}

output "hubspot_contacts_gcp_infrastructure_iam_role_arn" {
  description = "The role that may write to the bucket, null on Google Cloud"
  value       = module.hubspot_contacts_gcp_infrastructure.iam_role_arn
}

output "hubspot_contacts_gcp_infrastructure_labels" {
  description = "The labels as they arrived"
  value       = module.hubspot_contacts_gcp_infrastructure.labels
}

output "hubspot_contacts_gcp_infrastructure_s3_bucket_name" {
  description = "The bucket on AWS, null on Google Cloud"
  value       = module.hubspot_contacts_gcp_infrastructure.s3_bucket_name
}
