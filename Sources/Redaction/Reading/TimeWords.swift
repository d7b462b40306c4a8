/// Words for days, months, ages and spans of time.
extension CueWords {
    static let times: [(Cue, String)] = [
        (
            .month,
            """
            january february march april may june july august september october november december
            jan feb mar apr jun jul aug sep sept oct nov dec febuary febrary janurary feburary novemeber septemeber
            enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic
            """
        ),
        (.monthWord, "may march mar jun jan sep abr ago dic dec oct mayo marzo nov feb apr jul aug"),
        (
            .weekday,
            """
            monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
            saturdays sundays mon tue tues wed thu thur thurs fri lunes martes miercoles jueves viernes sabado domingo
            sabados domingos
            """
        ),
        (
            .holiday,
            """
            christmas xmas easter advent dashain tihar genna timkat meskel vesak losar holi pongal onam songkran ashura shavuot sukkot thanksgiving halloween ramadan eid diwali hanukkah passover juneteenth kwanzaa nochebuena
            navidad nineties eighties seventies sixties lohri nowruz navidades purim mardi carnaval pentecost epiphany cinco-de-mayo posadas vaisakhi songkran tet
            """
        ),
        (
            .duration,
            """
            year years month months week weeks day days hour hours minute minutes ano anos mes meses semana semanas dia
            dias hora horas minuto minutos
            """
        ),
        (
            .ageWord,
            "age aged old yo yrs turned turning birthday edad cumpli cumplia cumplio tenia tengo tiene tuve tenias"
        ),
        (
            .weekOf,
            "week month end beginning night morning day eve summer winter spring fall weekend ides good ash palm black holy maundy semana fin vispera"
        ),
    ]
}
