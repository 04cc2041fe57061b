/// All pages. A new one is a file in `Pages/` and a line here.
enum Pages {
  static let all: [any Page.Type] =
    [
      HomePage.self, SetUpPage.self, SignInPage.self, SignInLinkPage.self, ProjectsPage.self, ProjectPage.self,
      EnvironmentPage.self, SharedVariablesPage.self, EnvironmentSettingsPage.self, TemplatesPage.self,
      TemplatePage.self, OverviewPage.self,
      DomainsPage<ApplicationFrame>.self, SourcePage.self, AdvancedPage.self, DatabaseOverviewPage.self,
      DatabaseAdvancedPage.self,
      DeploymentPage.self, ActivityPage.self, ProfilePage.self, SSHKeysPage.self,
      GitProvidersPage.self, GitProviderPage.self, RepositoryPickerPage.self,
      RegistriesPage.self, CertificatesPage.self, TagsPage.self, ServerPage.self, PaletteItems.self,
      DomainCheckPart.self, DetectionPart.self, DetectionPage.self, BuildersPage.self,
      DestinationsPage.self, DestinationFilesPage.self, PanelBackupsPage.self, VolumesPage.self, BackupRunPage.self,
      SchedulePart.self, AllSchedulesPage.self, ScheduleRunPage.self, AllLogsPage.self, RequestsPage.self,
      MonitoringPage.self, ServersPage.self, ServerDetailPage.self, ServerMonitoringPage.self,
      ServerShellPage.self, ServerSchedulesPage.self,
      ServerHostKeyPart.self,
      ServerChecksPart.self,
      ServerSecurityPart.self,
      DockerContainersPage.self, DockerImagesPage.self, DockerVolumesPage.self, DockerNetworksPage.self,
      DockerDiskPage.self, DockerSwarmPage.self,
      DockerContainerPage.self, DockerInspectPage.self, DockerTerminalPage.self,
      ServerTerminalPage.self,
      ComposeOverviewPage.self, ComposeFilePage.self, ComposeLogsPage.self, ComposeAdvancedPage.self,
      DomainsPage<ComposeFrame>.self, DeploymentsPage<ComposeFrame>.self, EnvironmentEditorPage<ComposeFrame>.self,
      StoragePage<ComposeFrame>.self, BackupsPage<ComposeFrame>.self, TerminalPage<ComposeFrame>.self,
      MetricsPage<ComposeFrame>.self, SchedulesPage<ComposeFrame>.self,
      PreviewsPage<ApplicationFrame>.self, PreviewsPage<ComposeFrame>.self,
    ] + shared(ApplicationFrame.self) + shared(DatabaseFrame.self)

  /// The pages that services of all kinds have.
  private static func shared<Frame: ServiceFrame>(_ frame: Frame.Type) -> [any Page.Type] {
    [
      DeploymentsPage<Frame>.self, LogsPage<Frame>.self, EnvironmentEditorPage<Frame>.self, StoragePage<Frame>.self,
      BackupsPage<Frame>.self, SchedulesPage<Frame>.self, TerminalPage<Frame>.self, MetricsPage<Frame>.self,
    ]
  }

  /// The page of an address and the parameters of its path.
  static func find(_ path: String) -> (page: any Page.Type, parameters: [String: String])? {
    for page in all {
      if let parameters = PagePattern(page.path).match(path) { return (page, parameters) }
    }
    return nil
  }
}
