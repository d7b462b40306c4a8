/// The regions of the United States, as the Census Bureau draws them, and the countries that stories come from most.
enum Regions {
    struct Region {
        let english: String
        let spanish: String
    }

    private static let states = """
        the Northeast | el noreste | connecticut ct maine me massachusetts ma new-hampshire nh rhode-island ri vermont vt new-jersey nj nueva-jersey new-york ny nueva-york pennsylvania pa pensilvania
        the Midwest | el medio oeste | illinois il indiana in michigan mi ohio oh wisconsin wi iowa ia kansas ks minnesota mn missouri mo misuri nebraska ne north-dakota nd dakota-del-norte south-dakota sd dakota-del-sur
        the South | el sur | delaware de florida fl georgia ga maryland md north-carolina nc carolina-del-norte south-carolina sc carolina-del-sur virginia va west-virginia wv virginia-occidental alabama al kentucky ky mississippi ms misisipi tennessee tn arkansas ar louisiana la luisiana oklahoma ok texas tx
        the West | el oeste | arizona az colorado co idaho id montana mt nevada nv new-mexico nm nuevo-mexico utah ut wyoming wy alaska ak california ca hawaii hi oregon or washington wa
        """

    private static let countries = """
        Central America | Centroamérica | guatemala honduras el-salvador nicaragua costa-rica panama belize belice
        the Caribbean | el Caribe | cuba dominican-republic republica-dominicana haiti jamaica puerto-rico trinidad-and-tobago trinidad-y-tobago bahamas barbados
        South America | Sudamérica | colombia venezuela ecuador peru bolivia brazil brasil chile argentina uruguay paraguay guyana suriname surinam
        North America | Norteamérica | mexico canada
        Africa | África | nigeria ghana kenya kenia ethiopia etiopia eritrea somalia sudan congo cameroon camerun senegal uganda rwanda ruanda tanzania liberia sierra-leone egypt egipto morocco marruecos south-africa sudafrica zimbabwe zambia mali angola
        Asia | Asia | china india pakistan bangladesh nepal sri-lanka philippines filipinas vietnam thailand tailandia cambodia camboya laos burma myanmar indonesia malaysia malasia korea south-korea corea japan japon iran iraq irak syria siria afghanistan afganistan yemen libano jordania turquia
        Europe | Europa | poland polonia ukraine ucrania russia rusia romania rumania germany alemania france francia italy italia spain espana portugal ireland irlanda united-kingdom reino-unido england inglaterra greece grecia hungary hungria bulgaria serbia bosnia albania moldova moldavia
        """

    private static let provinces = """
        Mexico | México | aguascalientes baja-california campeche chiapas chihuahua coahuila colima guanajuato jalisco michoacan morelos nayarit nuevo-leon oaxaca puebla queretaro quintana-roo san-luis-potosi sinaloa sonora tabasco tamaulipas tlaxcala veracruz yucatan zacatecas
        Guatemala | Guatemala | alta-verapaz baja-verapaz chimaltenango chiquimula escuintla huehuetenango izabal jutiapa peten quetzaltenango quiche retalhuleu sacatepequez solola suchitepequez totonicapan zacapa
        Honduras | Honduras | atlantida choluteca comayagua copan francisco-morazan intibuca lempira ocotepeque olancho yoro
        El Salvador | El Salvador | ahuachapan chalatenango cuscatlan morazan sonsonate usulutan
        Colombia | Colombia | antioquia boyaca caqueta casanare cauca choco cundinamarca guainia guaviare huila la-guajira narino putumayo quindio risaralda tolima valle-del-cauca
        Cuba | Cuba | camaguey holguin cienfuegos villa-clara pinar-del-rio granma guantanamo
        """

    /// Each line: a region in English, in Spanish, and the places in it, a hyphen for a blank.
    private static func table(_ lines: String) -> [[UInt32]: Region] {
        var table: [[UInt32]: Region] = [:]
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: " | ").map(String.init)
            let region = Region(english: parts[0], spanish: parts[1])
            for name in parts[2].split(separator: " ") {
                table[FoldedText(String(name.map { $0 == "-" ? " " : $0 })).keys] = region
            }
        }
        return table
    }

    private static let byState = table(states)
    private static let byCountry = table(countries)
    private static let byProvince = table(provinces)

    private static func keys(_ name: String) -> [UInt32] { FoldedText(name).trimmed { WordClass($0) == .none } }

    /// The region of a state.
    static func region(ofState name: String) -> Region? { byState[keys(name)] }

    /// What a place that is no town lies in, from near to far: a state's region, a province's country, a country's part of the world.
    static func around(_ name: String) -> [Region] {
        let keys = keys(name)
        if let region = byState[keys] { return [region] }
        if let country = byProvince[keys] {
            return [country] + (byCountry[Self.keys(country.english)].map { [$0] } ?? [])
        }
        return byCountry[keys].map { [$0] } ?? []
    }

    /// The name of a region as it is said in a language; nil if the words name none.
    static func named(_ words: String, in language: String) -> String? {
        byName[keys(words)].map { language == "es" ? $0.spanish : $0.english }
    }

    private static let byName: [[UInt32]: Region] = {
        var byName: [[UInt32]: Region] = [:]
        for region in Array(byState.values) + byCountry.values + byProvince.values {
            byName[keys(region.english)] = region
            byName[keys(region.spanish)] = region
        }
        return byName
    }()

    /// Cities that nobody would call a town.
    private static let cities = Set(
        """
        atlanta austin baltimore boston buffalo chicago cleveland columbus dallas dayton denver detroit el-paso fort-worth
        houston indianapolis jacksonville kansas-city las-vegas los-angeles louisville memphis miami milwaukee minneapolis montgomery
        nashville new-orleans nueva-orleans new-york nueva-york oakland oklahoma-city omaha philadelphia phoenix pittsburgh portland
        sacramento san-antonio san-diego san-francisco san-jose seattle st-paul st-louis tampa tucson tulsa anchorage fresno newark
        mexico-city ciudad-de-mexico guadalajara monterrey tijuana ciudad-juarez puebla tegucigalpa san-pedro-sula san-salvador
        guatemala-city ciudad-de-guatemala managua santo-domingo la-habana havana san-juan caracas bogota medellin cali lima quito
        guayaquil buenos-aires santiago port-au-prince kingston manila lagos nairobi mogadishu karachi lahore delhi mumbai dhaka
        kabul baghdad basra kyiv moscow warsaw london paris saigon hanoi bangkok seoul tokyo beijing shanghai brooklyn bronx queens
        manhattan harlem atl
        """.split { $0.isWhitespace }.map { keys(String($0.map { $0 == "-" ? " " : $0 })) })

    static func isCity(_ name: String) -> Bool { cities.contains(keys(name)) }
}
