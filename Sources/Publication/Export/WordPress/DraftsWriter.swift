import Ledger

/// `wordpress/`: the body of the request by which WordPress's REST API takes a draft, one file a story.
///
/// No program of ours sends it: `Deployment/firsthand-wordpress` does, from the editor's machine.
final class DraftsWriter: FormatWriter {
    func add(_ story: ShownStory, _ output: ExportOutput) throws(ExportError) {
        let fields = [
            ("slug", "story-\(story.id)"), ("title", WordPressWriter.html(story.title)),
            ("content", WordPressWriter.blocks(story)), ("status", "draft"), ("comment_status", "closed"),
            ("ping_status", "closed"), ("date", "\(story.story.publishedMonth)-01T00:00:00"),
        ]
        try output.story(
            "wordpress/\(story.id).json", JSONText.object(fields.map { ($0.0, JSONText.string($0.1)) }) + "\n")
    }
}
