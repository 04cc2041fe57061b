import Foundation
import SlipwayCompose
import SlipwayCore
import Synchronization

/// Remembers for some minutes what a catalogue listed, and for a moment that it could not be asked: a page that many
/// look at asks the outside once.
final class TemplateCache: Sendable {
  private static let good = 300.0
  private static let bad = 30.0
  /// Of catalogues that the installation's owner did not name.
  static let mostForeign = 16

  private struct Kept {
    var result: Result<[TemplateEntry], SlipwayError>
    var until: Date
  }

  private let kept = Mutex<[TemplateCatalog: Kept]>([:])

  /// How many catalogues are remembered.
  var count: Int { kept.withLock { $0.count } }

  /// - Throws: what reading the catalogue threw, now or a moment ago.
  func entries(of catalog: TemplateCatalog, now: Date) async throws -> [TemplateEntry] {
    if let known = kept.withLock({ $0[catalog] }), known.until > now { return try known.result.get() }
    let result: Result<[TemplateEntry], SlipwayError>
    do {
      result = .success(try await catalog.entries())
    } catch let error as SlipwayError {
      result = .failure(error)
    }
    let seconds = if case .success = result { Self.good } else { Self.bad }
    let fresh = Kept(result: result, until: now.addingTimeInterval(seconds))
    kept.withLock { kept in
      kept = kept.filter { $0.value.until > now }
      let foreign = kept.filter { !$0.key.isTrusted && $0.key != catalog }.sorted { $0.value.until < $1.value.until }
      for (other, _) in foreign.dropLast(Self.mostForeign - 1) { kept[other] = nil }
      kept[catalog] = fresh
    }
    return try result.get()
  }
}
