import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// A service whose pull requests can have previews.
protocol PreviewFrame: ServiceFrame {
  /// Newest first.
  var previews: [PreviewRow] { get }
  var previewFields: PreviewFields { get }
  /// Whether its code is in a git repository.
  var hasRepository: Bool { get }
  /// The services of a stack that a host may lead to; empty of an application.
  var previewServices: [String] { get }
}

extension ApplicationFrame: PreviewFrame {
  var previews: [PreviewRow] { detail.previewDeployments }
  var previewFields: PreviewFields { detail.previews }
  var hasRepository: Bool { application.source.sourceType.isRepository }
  var previewServices: [String] { [] }
}

extension ComposeFrame: PreviewFrame {
  var previews: [PreviewRow] { detail.previewDeployments }
  var previewFields: PreviewFields { detail.previews }
  var hasRepository: Bool { stack.settings.sourceType != .raw }
  var previewServices: [String] { names }
}

extension PreviewFrame {
  var previewTab: Tab {
    Tab("Previews", base + "/previews", key: "w", count: previews.isEmpty ? nil : previews.count)
  }
}
