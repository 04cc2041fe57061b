import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Adds or changes a destination.
struct DestinationDialog {
  /// rclone's words for S3 servers that people often use.
  private static let providers = [
    ("AWS", "Amazon S3"), ("Cloudflare", "Cloudflare R2"), ("DigitalOcean", "DigitalOcean Spaces"),
    ("Minio", "MinIO"), ("Wasabi", "Wasabi"), ("Scaleway", "Scaleway"), ("Ceph", "Ceph"),
    ("Other", "Another S3 server"),
  ]
  var context: PageContext
  /// The one to change; `nil` adds one.
  var destination: DestinationRow?

  var html: HTML {
    let id = "destination-\(destination?.destinationId.rawValue ?? "new")"
    let hidden = destination.map { [(name: "destinationId", value: $0.destinationId.rawValue)] } ?? []
    let form = PostForm("save-destination", context, id: id, hidden: hidden)
    return Dialog(
      id: id, title: destination == nil ? "Add destination" : "Edit destination",
      isOpen: context.open == id || form.failure != nil
    ).html(
      form.html(
        """
        \(name(form))<div class="chooser form">\(kinds(form))<div class="form" data-when="s3">\(s3(form))</div>\
        <div class="form" data-when="rclone">\(remote(form))</div></div>\(flags(form))\
        <div class="form-actions">\(button(destination == nil ? "Add destination" : "Save", .primary))</div>
        """, action: "/forms/save-destination"))
  }

  private func name(_ form: PostForm) -> HTML {
    Field("name", "Name", destination?.name ?? "").with { field in
      field.isRequired = true
      field.placeholder = "Backups in Frankfurt"
    }.html(form)
  }

  private func kinds(_ form: PostForm) -> HTML {
    Select(
      "kind", "Kind", [.init("s3", "S3 bucket"), .init("rclone", "rclone remote")],
      destination?.rcloneConfig == nil ? "s3" : "rclone"
    ).tiles(form, icons: ["s3": .disk, "rclone": .globe])
  }

  private func s3(_ form: PostForm) -> HTML {
    let stored = destination?.rcloneConfig == nil ? destination : nil
    var choices = Self.providers.map { Select.Choice($0.0, $0.1) }
    if let provider = stored?.provider, !Self.providers.contains(where: { $0.0 == provider }) {
      choices.append(Select.Choice(provider, provider))
    }
    let provider = Select("provider", "Provider", choices, stored?.provider ?? "AWS")
    let endpoint = code("endpoint", "Endpoint", stored?.endpoint ?? "", "https://s3.eu-central-1.amazonaws.com")
    let region = code("region", "Region", stored?.region ?? "", "eu-central-1")
    let bucket = code("bucket", "Bucket", stored?.bucket ?? "", "backups")
    let access = code("accessKey", "Access key", stored?.accessKey ?? "", "AKIA…")
    let secret = Field("secretAccessKey", "Secret access key", stored == nil ? "" : Secret.mask).with { field in
      field.kind = .password
      field.help = "Sealed, and never shown again."
    }
    return """
      \(provider.html(form))\(endpoint.html(form))<div class="form-row">\(region.html(form))\(bucket.html(form))</div>\
      \(access.html(form))\(secret.html(form))
      """
  }

  private func remote(_ form: PostForm) -> HTML {
    let stored = destination?.rcloneConfig == nil ? nil : destination
    let text = Field("rcloneConfig", "Section of rclone.conf", stored?.rcloneConfig ?? "").with { field in
      field.rows = 7
      field.isCode = true
      field.placeholder = "type = sftp\nhost = backup.example.com\nuser = slipway\npass = …"
      field.help =
        "What <code>rclone config</code> wrote, with its obscured passwords. Sealed, and never shown again."
    }
    let folder = code("folder", "Folder in it", stored?.bucket ?? "", "backups/slipway")
    return "\(text.html(form))\(folder.html(form))"
  }

  private func flags(_ form: PostForm) -> HTML {
    let flags = Field("additionalFlags", "Flags", (destination?.additionalFlags ?? []).joined(separator: "\n")).with {
      field in
      field.rows = 3
      field.isCode = true
      field.placeholder = "--bwlimit=10M"
      field.help = "One a line; those that tune a transfer."
    }
    let isOpen = !(destination?.additionalFlags ?? []).isEmpty || form.problem("additionalFlags") != nil
    return more("Flags for rclone", isOpen: isOpen, flags.html(form))
  }

  private func code(_ name: String, _ label: String, _ value: String, _ placeholder: String) -> Field {
    Field(name, label, value).with { field in
      field.isCode = true
      field.placeholder = placeholder
    }
  }
}
