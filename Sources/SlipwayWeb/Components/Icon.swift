import SlipwayCore

/// The icons in use, by their names in lucide; `Scripts/assets.sh` reads this list.
enum Icon: String, CaseIterable {
  case activity = "activity"
  case alert = "triangle-alert"
  case back = "arrow-left"
  case box = "box"
  case branch = "git-branch"
  case chart = "chart-line"
  case check = "check"
  case chevron = "chevron-right"
  case chevronDown = "chevron-down"
  case clock = "clock"
  case close = "x"
  case commit = "git-commit-horizontal"
  case container = "container"
  case copy = "copy"
  case database = "database"
  case disk = "hard-drive"
  case download = "download"
  case edit = "pencil"
  case error = "circle-x"
  case external = "arrow-up-right"
  case eye = "eye"
  case eyeOff = "eye-off"
  case folder = "folder"
  case forbidden = "ban"
  case globe = "globe"
  case info = "info"
  case key = "key-round"
  case layers = "layers"
  case loader = "loader-circle"
  case lock = "lock"
  case logs = "scroll-text"
  case menu = "menu"
  case moon = "moon"
  case more = "ellipsis"
  case package = "package"
  case panel = "panel-left"
  case play = "play"
  case plus = "plus"
  case refresh = "refresh-cw"
  case rocket = "rocket"
  case rollback = "undo-2"
  case search = "search"
  case send = "send"
  case server = "server"
  case settings = "settings"
  case signOut = "log-out"
  case sliders = "sliders-horizontal"
  case stop = "square"
  case sun = "sun"
  case tag = "tag"
  case terminal = "square-terminal"
  case trash = "trash-2"
  case upload = "upload"
  case user = "user"
  case variable = "braces"
  case webhook = "webhook"
  case wrap = "text-wrap"
}

extension Icon {
  /// Of a kind of service.
  static func of(_ kind: Deployable.Kind) -> Icon {
    switch kind {
    case .application: .box
    case .database: .database
    case .compose: .layers
    }
  }
}

/// One of lucide's drawings in the colour of the text around it; the layout puts the drawing itself into the page once.
func icon(_ icon: Icon, label: String? = nil) -> HTML {
  if let label {
    return "<svg class=\"icon\" role=\"img\" aria-label=\"\(label)\"><use href=\"#i-\(icon.rawValue)\"/></svg>"
  }
  return "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-\(icon.rawValue)\"/></svg>"
}
