# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/humongous/claims.yaml

# job_configs/humongous/claims.yaml
job_claims = {
  job_name    = "claims"
  tenant_id   = "humongous"
  environment = "prod"

  compute_cpu    = "16"
  compute_memory = "16Gi"

  networking_subnet_ids = ["subnet-a", "subnet-b"]

  storage_bucket = "humongous-prod"
  storage_prefix = "humongous/claims/aws/us-east-1/$${date}/$<hour>"

  region = "us-east-1"

  tags_of = "arn:aws:iam::700000000007:role/$${aws:username}"

  tags = {
    environment          = "prod"
    "finops.cost_center" = "humongous-16"
    "humongous:owner"    = "claims"
    job_name             = "claims"
    note                 = "costs -5/or -price"
    tenant_id            = "humongous"
  }
}
