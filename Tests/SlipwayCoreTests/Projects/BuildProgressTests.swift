import SlipwayCore
import Testing

@Suite struct BuildProgressTests {
  @Test func `steps, their times and what came from the cache are read`() {
    var progress = BuildProgress()
    let lines = [
      "#1 [internal] load build definition from Dockerfile", "#1 DONE 0.0s",
      "#4 [build 1/3] FROM docker.io/library/x",
      "#4 DONE 0.1s", "#5 [build 2/3] COPY . .", "#5 CACHED", "#6 [build 3/3] RUN make", "#6 0.351 #7 DONE 9.0s",
      "#6 DONE 12.5s", "#7 [stage-1 1/1] RUN broken", "#7 ERROR: exit code: 1", "nothing", "#x y",
    ]
    for line in lines { progress.read(line) }
    #expect(
      progress.steps == [
        .init(name: "[build 1/3] FROM docker.io/library/x", seconds: 0.1),
        .init(name: "[build 2/3] COPY . .", isCached: true), .init(name: "[build 3/3] RUN make", seconds: 12.5),
        .init(name: "[stage-1 1/1] RUN broken"),
      ])
  }
}
