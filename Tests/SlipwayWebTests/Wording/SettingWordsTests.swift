import SlipwayCore
import Testing

@testable import SlipwayWeb

@Suite struct SettingWordsTests {
  @Test(
    "Settings have the names and amounts of the settings pages",
    arguments: [
      ("memoryLimit", "536870912", "Memory limit", "512m"), ("cpuLimit", "500000000", "CPU limit", "0.5"),
      ("replicas", "2", "Replicas", "2"), ("stopGracePeriod", "30000000000", "Time to stop", "30s"),
      ("healthCheck.Interval", "500000000", "Health check every", "500ms"),
      ("restartPolicy.Delay", "5000000000", "Restart after", "5s"),
      ("env.TOKEN", Secret.mask, "Variable TOKEN", Secret.mask),
      ("label.team", "shop", "Label team", "shop"),
      (
        "mount./data", #"{"Source":"shop-data","Target":"/data","Type":"volume"}"#, "Storage /data",
        "volume shop-data"
      ),
      ("mount./srv", #"{"Source":"/srv","Target":"/srv","Type":"bind"}"#, "Storage /srv", "folder /srv"),
      ("port.8443", #"{"Protocol":"tcp","PublishedPort":8443,"TargetPort":443}"#, "Port 8443", "to 443/tcp"),
      ("image", "sha256:" + String(repeating: "a", count: 64), "Image", "sha256:aaaaaaaaaaaa"),
    ])
  func told(field: String, value: String, title: String, words: String) {
    let told = SettingWords.told([.init(field: field, before: nil, after: value)])
    #expect(told == [.init(field: title, before: nil, after: words)])
  }

  @Test func `what nobody foresaw is told as it is`() {
    for (field, value) in [
      ("New.Thing", "7"), ("memoryLimit", "lots"), ("mount./x", "no json"), ("image", "nginx:1"),
    ] {
      #expect(SettingWords.value(value, of: field) == value)
    }
    #expect(SettingWords.title("New.Thing") == "New.Thing")
  }
}
