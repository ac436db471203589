# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/narrow/letters.yaml

# Forgets what this job made, and leaves it in the cloud.
removed {
  from = module.letters

  lifecycle {
    destroy = false
  }
}
