import Foundation
import SlipwayCore

/// Writes the samples of one series into its rings, each with one call at its place. What has come so far of a longer step is
/// written with every sample: who reads sees the present, and who is killed loses nothing.
final class SeriesWriter {
  private let descriptor: Int32
  private let rings = SeriesLayout.rings
  /// Of the longer steps, what has come so far.
  private var means: [SampleMean?]
  private(set) var latest: Sample?

  /// Opens or makes the file.
  init(_ path: String, _ terms: SeriesTerms = SeriesTerms()) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw SlipwayError(
        .preconditionFailed, "What is measured cannot be written to \(path): \(String(cString: strerror(errno)))")
    }
    means = Array(repeating: nil, count: rings.count)
    var found = [UInt8](repeating: 0, count: SeriesLayout.magic.count)
    let count = found.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    if count != found.count || found != SeriesLayout.magic { Self.begin(descriptor) }
    note(terms)
  }

  /// Says how it is measured from now on.
  func note(_ terms: SeriesTerms) {
    _ = terms.bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(SeriesTerms.offset)) }
  }

  /// Takes all samples out of a file.
  static func empty(_ path: String) {
    let terms = SeriesReader(path)?.terms
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    begin(descriptor)
    // Whoever writes it says so only once.
    if let bytes = terms?.bytes {
      _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(SeriesTerms.offset)) }
    }
    close(descriptor)
  }

  private static func begin(_ descriptor: Int32) {
    ftruncate(descriptor, 0)
    _ = SeriesLayout.magic.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  deinit { close(descriptor) }

  func add(_ sample: Sample) {
    latest = sample
    write(sample, rings[0])
    for index in 1..<rings.count {
      let begin = sample.time / UInt32(rings[index].step) * UInt32(rings[index].step)
      var mean = means[index].flatMap { $0.time == begin ? $0 : nil } ?? SampleMean(time: begin)
      mean.add(sample)
      means[index] = mean
      if let present = mean.mean { write(present, rings[index]) }
    }
  }

  private func write(_ sample: Sample, _ ring: SeriesLayout.Ring) {
    withUnsafeBytes(of: sample) {
      // A disk that is full is told by its own alert; there is nothing to do about one sample.
      _ = pwrite(descriptor, $0.baseAddress, $0.count, off_t(ring.position(of: Int(sample.time))))
    }
  }
}
