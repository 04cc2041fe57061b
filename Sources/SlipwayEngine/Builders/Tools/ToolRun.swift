import SlipwayCore
package import SlipwayDetection

/// A program of a builder and what it is asked, before its values are at their places.
package struct ToolRun: Sendable, Hashable {
  /// What it does.
  package enum Work: Sendable, Hashable {
    /// Writes a Dockerfile into the code.
    case nixpacks
    /// Writes a plan that its frontend reads.
    case railpack
    /// Makes the image, with a builder of this name.
    case pack(builder: String)
  }

  package var tool: BuildTool
  package var version: String
  package var work: Work
  /// The folder that is built.
  package var folder: String

  package init(tool: BuildTool, version: String? = nil, work: Work, folder: String) {
    self.tool = tool
    self.version = version ?? tool.standardVersion
    self.work = work
    self.folder = folder
  }
}
