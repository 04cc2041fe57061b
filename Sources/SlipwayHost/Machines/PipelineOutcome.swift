import SlipwayCore

/// How far a pipeline has come, and what its end is made of.
struct PipelineOutcome {
  private let pipeline: Pipeline
  private var succeeded: Set<Int> = []
  private var isSinkDone: Bool
  var measure: StreamMeasure?
  /// The sink was told that it has everything.
  var isReleased = false
  /// What the caller is told; the first failure counts.
  private(set) var problem: SlipwayError?
  /// The sink stopped reading: its own words are better than those of whoever wrote to it.
  private var isRefused = false

  init(_ pipeline: Pipeline) {
    self.pipeline = pipeline
    isSinkDone = pipeline.sink == nil
  }

  var isReadyToRelease: Bool { measure != nil && succeeded.count == pipeline.sources.count && !isRefused }

  var isOver: Bool { isReleased && isSinkDone }

  /// - Parameter isRefused: the sink stopped reading, whoever's end was noticed first.
  mutating func note(_ ended: PipelineRun.Ended, isRefused: Bool) {
    self.isRefused = self.isRefused || isRefused
    switch ended {
    case .ticker: break
    case .gate(.ended(let measure)): self.measure = measure
    case .gate(.refused): break
    case .sink(let result): sinkEnded(result)
    case .source(let index, let result): sourceEnded(index, result)
    }
  }

  private mutating func sourceEnded(_ index: Int, _ result: CommandResult) {
    guard !result.isSuccess else {
      succeeded.insert(index)
      return
    }
    // It may have failed because the next one did not want more.
    guard !isRefused, problem == nil else { return }
    problem = CommandFailure(pipeline.sources[index], result).error(doing: pipeline.what)
  }

  private mutating func sinkEnded(_ result: CommandResult) {
    isSinkDone = true
    guard let sink = pipeline.sink, problem == nil, !(result.isSuccess && isReleased) else { return }
    guard result.isSuccess else {
      problem = CommandFailure(sink, result).error(doing: pipeline.what)
      return
    }
    problem = SlipwayError(
      .commandFailed,
      "\(pipeline.what) failed: \(sink.words.first?.description ?? "it") ended before it had everything.")
  }
}
