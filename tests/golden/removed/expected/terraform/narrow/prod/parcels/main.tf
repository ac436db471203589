# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/narrow/parcels.yaml

# Destroys what this job made, also what prevent_destroy protects inside its module.
removed {
  from = module.parcels

  lifecycle {
    destroy = true
  }
}
