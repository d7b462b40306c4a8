/// Words before a number, a case or an address that can be written to.
extension CueWords {
    static let contacts: [(Cue, String)] = [
        (
            .idCue,
            """
            inmate booking badge register number num no nr numero id ssn social passport license licence permit account
            acct member policy patient chart mrn employee student serial grievance claim doc cdcr tdcj alien a-number anumber
            offender prisoner spn jid pin card tag ein tin pasaporte licencia placa matricula cuenta expediente extranjero
            reclusa recluso interna interno seguro registro afiliacion credencial visa receipt routing confirmation
            file report folio identificacion cedula curp rfc nss dni reg bk doc# security unidad tracking order vin
            oid din dc sid ais idoc mdoc gdc ndoc odoc adcrr sbi pfn cin fbop bop so td ppl nuc dpi clave identification
            """
        ),
        (
            .caseCue,
            """
            case cause docket complaint indictment warrant petition appeal causa caso proceso application applications
            citation incident plot plots suit judgment decision resolution complaints carpeta
            """
        ),
        (
            .phoneCue,
            "phone tel telephone cell call text number fax whatsapp telefono celular llame marque reach ring mobile ext extension"
        ),
        (.plateCue, "plate plates tag tags placa placas license matricula"),
        (
            .platform,
            """
            insta instagram ig snap snapchat twitter tiktok facebook fb cashapp venmo paypal telegram signal youtube twitch
            discord handle username user usuario threads bluesky reddit onlyfans kik
            """
        ),
        (.spelledDot, "dot punto"),
        (.spelledAt, "at arroba"),
        (.spelledJoin, "underscore dash hyphen plus guion underbar"),
        (.spelledSlash, "slash barra diagonal"),
        (
            .topDomain,
            """
            com org net edu gov mil info io co us uk mx es ca biz me tv app dev example test invalid ly be it de fr eu au
            nz ch ru in name online site website blog news gt hn sv pr cu do uy cl ar pe ve ec xyz club shop store
            """
        ),
    ]
}
