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

    /// Why, where the model found it: what it took the words for, and never a probability.
    var reading: String {
        switch self {
        case .person: "read as a name from the words around it"
        case .location, .address: "read as a place from the words around it"
        case .facility: "read as a place where people are held or cared for from the words around it"
        case .organization: "read as an organization from the words around it"
        case .date: "read as a date from the words around it"
        case .age: "read as an age from the words around it"
        case .family: "read as a family from the words around it"
        case .occupation: "read as a job from the words around it"
        case .nationality: "read as a people or language from the words around it"
        case .event: "read as an event from the words around it"
        case .vehicle: "read as a vehicle from the words around it"
        case .money, .quantity: "read as an amount from the words around it"
        case .time: "read as a time from the words around it"
        case .other: "read as something that few people share from the words around it"
        default: "read as a number or a contact from the words around it"
        }
    }

    var index: UInt8 { Self.indices[self] ?? 0 }
    private static let indices = Dictionary(uniqueKeysWithValues: zip(allCases, UInt8(1)...))
}
