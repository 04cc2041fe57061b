import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// A form that is more than one procedure, or whose fields are typed in other units than the API's.
///
/// It only prepares inputs: whatever is done is done by procedures, which check the caller and the fields.
protocol FormAction: Sendable {
  /// The last part of `/forms/<name>`.
  static var name: String { get }
  /// - Returns: what the browser sees next.
  /// - Throws: ``SlipwayError``; its details name fields of the form.
  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome
}

/// What follows a form.
enum FormOutcome: Sendable {
  /// Back to the form's page.
  case back
  /// To another page.
  case next(String)
  /// A page whose form may go to an address elsewhere: to a git provider.
  case leave(to: String, @Sendable (PageRequest) async throws -> HTML)
  /// A page made from what was answered, such as a key that is shown once.
  case page(@Sendable (PageRequest) async throws -> HTML)
}

/// All of them. A new one is a file in `Forms/Actions` and a line here.
enum FormActions {
  static let all: [any FormAction.Type] = [
    CreateApplicationForm.self, CreateComposeForm.self, CreateDatabaseForm.self, CreateTemplateForm.self,
    ImportTemplateForm.self, AllowComposeForm.self, SaveComposeFileForm.self, SaveComposeGitForm.self,
    SaveGitSourceForm.self, SaveDockerSourceForm.self,
    SaveBuildForm.self,
    SaveEnvironmentForm.self, SaveSharedVariablesForm.Project.self, SaveSharedVariablesForm.Environment.self,
    SaveDomainForm.self, GenerateDomainForm.self, SaveMountForm.self, SaveGeneralForm.self, SaveResourcesForm.self,
    SaveHealthForm.self, SaveRolloutForm.self, SaveCommandForm.self, CreateAPIKeyForm.self,
    SavePatchForm.self, SaveProjectTagsForm.self, DuplicateProjectForm.self, SaveServerAddressForm.self,
    SaveServerBuildsForm.self, SaveBuildersForm.self, SaveLogKeepingForm.self, SaveMonitoringForm.self,
    ConvertEnvironmentForm.self,
    SaveDestinationForm.self, TestDestinationForm.self, SaveBackupForm.self, SaveVolumeBackupForm.self,
    RestoreBackupForm.self, BulkServicesForm.self, SaveStackNetworksForm.self,
    ConnectGitHubForm.self, InstallGitHubForm.self, ConnectGitLabForm.self, ConnectGiteaForm.self,
    ReconnectProviderForm.self, SaveProviderSourceForm.self, SaveProviderTriggerForm.self,
    SavePreviewsForm.self, SaveScheduleForm.self, SaveServerForm.self, SaveNodeLabelsForm.self,
  ]
}
