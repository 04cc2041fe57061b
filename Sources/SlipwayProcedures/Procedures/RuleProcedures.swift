/// What stands around services, and what an organisation brings along.
enum RuleProcedures {
  static let all: [any Procedure.Type] = redirects + security + certificates + registry + patch + tag

  private static let redirects: [any Procedure.Type] = [
    RedirectCreate.self, RedirectDelete.self, RedirectOne.self, RedirectUpdate.self,
  ]

  private static let security: [any Procedure.Type] = [
    SecurityCreate.self, SecurityDelete.self, SecurityOne.self, SecurityUpdate.self,
  ]

  private static let certificates: [any Procedure.Type] = [
    CertificateAll.self, CertificateCreate.self, CertificateOne.self, CertificateRemove.self, CertificateUpdate.self,
  ]

  private static let registry: [any Procedure.Type] = [
    RegistryAll.self, RegistryCreate.self, RegistryOne.self, RegistryRemove.self, RegistryTest.self,
    RegistryTestById.self, RegistryUpdate.self,
  ]

  private static let patch: [any Procedure.Type] = [
    PatchByEntityId.self, PatchCleanRepos.self, PatchCreate.self, PatchDelete.self, PatchEnsureRepo.self,
    PatchMarkFileForDeletion.self, PatchOne.self, PatchReadRepoDirectories.self, PatchReadRepoFile.self,
    PatchSaveFile.self, PatchToggleEnabled.self, PatchUpdate.self,
  ]

  private static let tag: [any Procedure.Type] = [
    TagAll.self, TagAssign.self, TagBulkAssign.self, TagCreate.self, TagOne.self, TagRemove.self,
    TagRemoveFromProject.self, TagUpdate.self,
  ]
}
