# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/initech/workday_employees.yaml

terraform {
  backend "http" {
    address        = "https://terraform-state.initech.example/dativo/workday-employees"
    lock_address   = "https://terraform-state.initech.example/dativo/workday-employees/lock"
    unlock_address = "https://terraform-state.initech.example/dativo/workday-employees/lock"
  }
}
