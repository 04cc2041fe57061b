// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "greeter",
  targets: [.executableTarget(name: "greeter")]
)
