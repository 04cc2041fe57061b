import Foundation
import ServiceLifecycle

/// Gives back what the program's own file takes of memory and is not used any more: most of it ran once, when the process began.
/// The kernel would do so when memory is short; an agent is on machines that have little of it.
package struct ProgramPages: Service {
  /// `MADV_PAGEOUT`, of Linux 5.4; older kernels refuse it, and nothing is lost then.
  private static let pageOut: CInt = 21
  private let first: Duration
  private let interval: Duration

  /// - Parameters:
  ///   - first: when the start is over.
  ///   - interval: of what was asked for now and then since.
  package init(first: Duration = .seconds(20), interval: Duration = .seconds(600)) {
    self.first = first
    self.interval = interval
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      var pause = first
      while (try? await Task.sleep(for: pause)) != nil {
        Self.giveBack()
        pause = interval
      }
    }
  }

  /// What is used comes back from the file at once, which is still in the page cache or on the disk.
  static func giveBack() {
    for span in spans(KernelFile.whole("/proc/self/maps")) {
      _ = madvise(UnsafeMutableRawPointer(bitPattern: span.lowerBound), span.count, pageOut)
    }
  }

  /// Of `/proc/PID/maps`, where files are mapped that nobody writes.
  static func spans(_ maps: String) -> [Range<Int>] {
    maps.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      guard words.count > 5, words[5].hasPrefix("/"), !words[1].contains("w") else { return nil }
      let ends = words[0].split(separator: "-").compactMap { Int($0, radix: 16) }
      return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
    }
  }
}
