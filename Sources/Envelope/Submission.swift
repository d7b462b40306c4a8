/// What the intake hands to the vault for one form: a sealed story and its consent, and the tag of its retry.
public struct Submission: Sendable {
    public let caseID: CaseID
    public let tag: RetryTag
    public let statements: [SealedStatement]

    public init(caseID: CaseID, tag: RetryTag, statements: [SealedStatement]) {
        self.caseID = caseID
        self.tag = tag
        self.statements = statements
    }
}
