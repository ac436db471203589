# Made by dativo-gen: its module aws/etl-job. Do not edit; `dativo-gen modules vendor aws/etl-job` copies it for you.

locals {
  use_irsa     = local.on_kubernetes && var.kubernetes.oidc_provider_arn != null
  issuer       = try(regex(":oidc-provider/(.+)$", var.kubernetes.oidc_provider_arn)[0], "none")
  associate    = local.on_kubernetes && local.create_role && !local.use_irsa && local.cluster_name != null
  account_name = coalesce(var.runtime_service_account, "none")
  sessions = {
    for tag, value in {
      eks-cluster-name           = local.cluster_name
      kubernetes-namespace       = var.runtime_namespace
      kubernetes-service-account = local.account_name
    } : tag => value if value != null
  }
}

resource "aws_eks_pod_identity_association" "this" {
  count = local.associate ? 1 : 0

  cluster_name    = local.cluster_name
  namespace       = var.runtime_namespace
  service_account = var.runtime_service_account
  role_arn        = aws_iam_role.task[0].arn
  tags            = local.tags
}

data "aws_iam_policy_document" "kubernetes_trust" {
  count = local.on_kubernetes ? 1 : 0

  dynamic "statement" {
    for_each = local.use_irsa ? [var.kubernetes.oidc_provider_arn] : []

    content {
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = [statement.value]
      }

      condition {
        test     = "StringEquals"
        variable = "${local.issuer}:sub"
        values   = ["system:serviceaccount:${var.runtime_namespace}:${local.account_name}"]
      }

      condition {
        test     = "StringEquals"
        variable = "${local.issuer}:aud"
        values   = ["sts.amazonaws.com"]
      }
    }
  }

  dynamic "statement" {
    for_each = local.use_irsa ? [] : [1]

    content {
      actions = ["sts:AssumeRole", "sts:TagSession"]

      principals {
        type        = "Service"
        identifiers = ["pods.eks.amazonaws.com"]
      }

      # Pod Identity tags its sessions: docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
      dynamic "condition" {
        for_each = local.sessions

        content {
          test     = "StringEquals"
          variable = "aws:RequestTag/${condition.key}"
          values   = [condition.value]
        }
      }
    }
  }
}
