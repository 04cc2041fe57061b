import Foundation
import SlipwayCompose
import SlipwayCore

extension BuildPlan {
  /// Whether `pack` makes the image.
  var isOfPack: Bool {
    if case .pack? = tool?.work { true } else { false }
  }

  /// The images that a build names: in its Dockerfile, or in railpack's plan.
  func images(in text: String) -> DockerfileImages {
    guard tool?.work == .railpack else { return DockerfileImages(text, arguments: arguments, target: target) }
    let plan = (try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))) ?? .null
    let lines = Self.names(in: plan).filter { name in !name.contains { $0.isWhitespace } }.map { "FROM \($0)" }
    return DockerfileImages(lines.joined(separator: "\n"))
  }

  /// Whatever stands under `image`, at any depth.
  private static func names(in value: JSONValue) -> [String] {
    if let list = value.arrayValue { return list.flatMap(names) }
    return value.members.flatMap { name, inner in
      name == "image" ? [inner.stringValue].compactMap { $0 } : names(in: inner)
    }
  }
}
