import SlipwayCore
import SlipwayDetection

/// A folder of an image whose files nginx serves.
package struct PublishedFolder: Sendable, Hashable {
  /// Absolute, in the image.
  package var path: String
  package var isSinglePage: Bool

  package init(path: String, isSinglePage: Bool) {
    self.path = path
    self.isSinglePage = isSinglePage
  }

  /// - Parameter image: what was built.
  func dockerfile(of image: String, settings: DetectionSettings) -> String {
    StaticSite.dockerfile(image: image, path: path, settings: settings, isSinglePage: isSinglePage)
  }
}
