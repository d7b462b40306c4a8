/// What kind of thing a suggestion points at; the raw values are those of the evaluation sets.
public enum IdentifierType: String, Sendable, CaseIterable {
    case person = "PERSON"
    case location = "LOCATION"
    case address = "ADDRESS"
    case facility = "FACILITY"
    case organization = "ORG"
    case date = "DATE"
    case age = "AGE"
    case family = "FAMILY"
    case occupation = "OCCUPATION"
    case nationality = "NATIONALITY"
    case event = "EVENT"
    case email = "EMAIL"
    case phone = "PHONE"
    case url = "URL"
    case handle = "HANDLE"
    case idNumber = "ID_NUMBER"
    case caseNumber = "CASE_NUMBER"
    case socialSecurity = "US_SSN"
    case card = "CREDIT_CARD"
    case account = "IBAN_CODE"
    case ipAddress = "IP_ADDRESS"
    case vehicle = "VEHICLE"
    case money = "MONEY"
    case quantity = "QUANTITY"
    case time = "TIME"
    case other = "OTHER"

    /// Found by its shape or the words beside it: settled for all of the type at once if a reviewer says so.
    public var isStructured: Bool {
        switch self {
        case .email, .phone, .url, .handle, .idNumber, .caseNumber, .socialSecurity, .card, .account, .ipAddress, .date,
            .age, .money, .quantity, .time, .address:
            true
        default: false
        }
    }

    var index: UInt8 { Self.indices[self] ?? 0 }
    private static let indices = Dictionary(uniqueKeysWithValues: zip(allCases, UInt8(1)...))
}
