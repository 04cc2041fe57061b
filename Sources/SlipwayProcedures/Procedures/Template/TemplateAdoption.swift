import SlipwayCompose
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Makes a filled-in template a compose stack's own: its file, environment, files and domains.
enum TemplateAdoption {
  /// Changes the stack; what belongs to it is kept by ``keepParts(of:for:_:_:)`` once its row is there.
  static func apply(_ rendered: RenderedTemplate, to stack: inout ComposeStack) {
    stack.settings.sourceType = .raw
    stack.settings.isolatedDeployment = rendered.isIsolated
    stack.secrets.composeFile = Secret(rendered.compose)
    stack.secrets.env = Secret(rendered.env.map { $0 + "\n" }.joined())
  }

  /// - Throws: ``SlipwayError`` naming the template's key that cannot be kept.
  static func keepParts(
    of rendered: RenderedTemplate, for stack: ComposeStack, _ call: Call, _ tx: Transaction
  ) throws {
    for file in rendered.mounts {
      var mount = Mount(
        organizationID: stack.organizationID, deployableID: stack.id, type: .file, filePath: file.filePath,
        content: Secret(file.content), mountPath: "/" + file.filePath)
      try MountRules.check(&mount, call, tx)
      try tx.mounts.insert(mount)
    }
    for wanted in rendered.domains {
      var domain = Domain(
        organizationID: stack.organizationID, deployableID: stack.id, host: wanted.host, path: wanted.path ?? "/",
        port: wanted.port, createdAt: call.now())
      domain.serviceName = wanted.serviceName
      try domain.normalize()
      try ProxyNames.check(domain, call.engine.configuration)
      try DomainClaim.check(domain, tx)
      try CertificateRules.check(domain, tx)
      _ = try tx.domains.insert(domain)
    }
  }
}
