/// The places of the sidebar.
enum Navigation: CaseIterable {
  case projects, servers, docker, monitoring, activity, schedules, logs, requests
  case profile, gitProviders, sshKeys, registries, certificates, tags, destinations, backups, volumes, server

  var title: String {
    switch self {
    case .projects: "Projects"
    case .activity: "Activity"
    case .schedules: "Schedules"
    case .logs: "Logs"
    case .requests: "Requests"
    case .servers: "Servers"
    case .docker: "Docker"
    case .monitoring: "Monitoring"
    case .profile: "Profile and keys"
    case .gitProviders: "Git providers"
    case .sshKeys: "SSH keys"
    case .registries: "Registries"
    case .certificates: "Certificates"
    case .tags: "Tags"
    case .destinations: "Destinations"
    case .backups: "Backups of Slipway"
    case .volumes: "Volumes"
    case .server: "Slipway"
    }
  }

  var href: String {
    switch self {
    case .projects: "/projects"
    case .activity: "/activity"
    case .schedules: AllSchedulesPage.path
    case .logs: AllLogsPage.path
    case .requests: RequestsPage.path
    case .servers: "/servers"
    case .docker: "/docker"
    case .monitoring: MonitoringPage.path
    case .profile: "/settings/profile"
    case .gitProviders: GitProvidersPage.path
    case .sshKeys: "/settings/ssh-keys"
    case .registries: "/settings/registries"
    case .certificates: "/settings/certificates"
    case .tags: "/settings/tags"
    case .destinations: "/settings/destinations"
    case .backups: "/settings/backups"
    case .volumes: "/settings/volumes"
    case .server: "/settings/slipway"
    }
  }

  var icon: Icon {
    switch self {
    case .projects: .layers
    case .activity: .activity
    case .schedules: .clock
    case .logs: .logs
    case .requests: .globe
    case .servers: .server
    case .docker: .container
    case .monitoring: .chart
    case .profile: .user
    case .gitProviders: .branch
    case .sshKeys: .key
    case .registries: .package
    case .certificates: .lock
    case .tags: .tag
    case .destinations: .upload
    case .backups: .rollback
    case .volumes: .disk
    case .server: .settings
    }
  }

  /// The letter that leads here after `g`; none that a tab has.
  var key: Character? {
    switch self {
    case .projects: "p"
    case .activity: "a"
    case .schedules: "f"
    case .servers: "h"
    case .docker: "c"
    // Every letter is a place’s or a tab’s.
    case .monitoring, .logs, .requests, .gitProviders: nil
    case .profile: "u"
    case .sshKeys: "k"
    case .registries: "i"
    case .certificates: "x"
    case .tags: "j"
    case .destinations: "y"
    case .backups: "z"
    case .volumes: "q"
    case .server: "w"
    }
  }

  static let main: [Navigation] = [
    .projects, .servers, .docker, .monitoring, .activity, .schedules, .logs, .requests,
  ]
  static let settings: [Navigation] = [
    .profile, .gitProviders, .sshKeys, .registries, .certificates, .tags, .destinations, .backups, .volumes, .server,
  ]

  /// The sidebar, with the present place marked.
  static func html(current: Navigation?) -> HTML {
    func item(_ place: Navigation) -> HTML {
      """
      <li><a href="\(place.href)"\(when: place == current, " aria-current=\"page\"") title="\(place.title)"\
      \(Attribute.value("data-key", place.key.map(String.init))) data-words="\(place.title)">\
      \(SlipwayWeb.icon(place.icon))<span>\(place.title)</span></a></li>
      """
    }
    return """
      <nav class="nav" aria-label="Main"><ul>\(each: main, item)</ul>\
      <h2 class="nav-title">Settings</h2><ul>\(each: settings, item)</ul></nav>
      """
  }
}
