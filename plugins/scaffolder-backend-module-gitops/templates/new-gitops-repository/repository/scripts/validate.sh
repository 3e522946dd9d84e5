#!/usr/bin/env bash
# Renders every overlay and holds the result against the schemas of Kubernetes.
# kustomize and kubeconform are fetched where they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."

tools="$(mktemp -d)"
trap 'rm -rf "$tools"' EXIT
PATH="$PATH:$tools"
arch="$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')"
github=https://github.com

command -v kustomize >/dev/null || curl -sSfL \
  "$github/kubernetes-sigs/kustomize/releases/download/kustomize%2Fv5.4.3/kustomize_v5.4.3_linux_$arch.tar.gz" |
  tar -xz -C "$tools" kustomize
command -v kubeconform >/dev/null || curl -sSfL \
  "$github/yannh/kubeconform/releases/download/v0.6.7/kubeconform-linux-$arch.tar.gz" |
  tar -xz -C "$tools" kubeconform

for overlay in overlays/*/; do
  echo "$overlay"
  kustomize build "$overlay" >"$tools/rendered.yaml"
  kubeconform -strict -summary -ignore-missing-schemas "$tools/rendered.yaml"
done
