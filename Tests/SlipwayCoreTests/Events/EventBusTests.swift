import SlipwayCore
import Testing

/// Events reach everybody who listens, and nobody waits for a slow one.
@Suite struct EventBusTests {
  @Test("Every listener gets what is published after it began")
  func delivers() async {
    let bus = MemoryEventBus()
    bus.publish(.jobQueued)
    let first = bus.events()
    let second = bus.events()
    bus.publish(.serverSettingsChanged)
    for stream in [first, second] {
      var iterator = stream.makeAsyncIterator()
      #expect(await iterator.next() == .serverSettingsChanged)
    }
  }

  @Test("A slow listener loses the oldest events")
  func drops() async {
    let bus = MemoryEventBus(capacity: 2)
    let stream = bus.events()
    for number in 0..<5 { bus.publish(.logAppended(ID("\(number)"))) }
    var iterator = stream.makeAsyncIterator()
    #expect(await iterator.next() == .logAppended(ID("3")))
    #expect(await iterator.next() == .logAppended(ID("4")))
  }
}
