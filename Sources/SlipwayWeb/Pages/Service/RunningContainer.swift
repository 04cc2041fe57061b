import SlipwayCore

/// A container of a service that runs, to be looked into.
struct RunningContainer: Sendable, Hashable {
  var id: String
  /// What tells it apart from the service's others.
  var title: String

  /// The one that was asked for by its id; the first otherwise.
  static func chosen(_ id: String?, of all: [RunningContainer]) -> RunningContainer? {
    all.first { $0.id == id } ?? all.first
  }

  /// Links to the same page about each of them; nothing where there is no choice.
  static func switcher(_ all: [RunningContainer], current: RunningContainer, page: String) -> HTML {
    guard all.count > 1 else { return "" }
    func link(_ container: RunningContainer) -> HTML {
      """
      <a href="\(page)?container=\(container.id.percentEncoded)"\
      \(when: container == current, " aria-current=\"true\"")>\(container.title)</a>
      """
    }
    return "<nav class=\"switcher\" aria-label=\"Containers\">\(each: all, link)</nav>"
  }
}

extension ServiceFrame {
  var containers: [RunningContainer] {
    (observed?.tasks ?? []).filter(\.isRunning).compactMap { task in
      task.container.map { RunningContainer(id: $0, title: "Task \(task.slot)") }
    }
  }
}
