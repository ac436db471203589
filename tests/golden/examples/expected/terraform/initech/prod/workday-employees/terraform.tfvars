# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/initech/workday_employees.yaml

# job_configs/initech/workday_employees.yaml
job_workday_employees = {
  job_name    = "workday_employees"
  tenant_id   = "initech"
  environment = "prod"

  runtime_type = "airflow"

  compute_cpu    = "500m"
  compute_memory = "2Gi"

  networking_vpc_id             = "vpc-0a1b2c3d4e5f60718"
  networking_subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719"]
  networking_security_group_ids = ["sg-0a1b2c3d4e5f60718"]

  storage_bucket     = "initech-people-lake"
  storage_prefix     = "raw/workday/employees"
  storage_kms_key_id = "arn:aws:kms:eu-west-1:987654321098:key/5d0c6d7a-93b4-4f0e-9a43-0d5b8f1e2c37"

  tags = {
    "classification.default"    = "restricted"
    "compliance.regulations"    = "GDPR"
    "compliance.retention_days" = "3650"
    cost_center                 = "IN-077"
    environment                 = "production"
    "finops.business_tags"      = "hr/payroll"
    "finops.cost_center"        = "IN-070"
    "finops.project"            = "people-analytics"
    "governance.data_product"   = "workforce"
    "governance.domain"         = "people"
    "governance.owner"          = "people-data@initech.example"
    job_name                    = "workday_employees"
    managed_by                  = "terraform"
    project                     = "people-analytics"
    tenant_id                   = "initech"
  }
}
