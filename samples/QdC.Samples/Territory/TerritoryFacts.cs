namespace QdC.Samples.Territory;

/// <summary>A municipality and its inhabitants on 1 January 2020 by sex and age group (Idescat open data).</summary>
/// <param name="Code">Six-character Idescat code.</param>
/// <param name="Name">Official name.</param>
/// <param name="Inhabitants">Men 0-14, 15-64, 65+, then women 0-14, 15-64, 65+.</param>
internal sealed record Municipality(string Code, string Name, int[] Inhabitants);

/// <summary>The public facts about territory that the simulation stands on.</summary>
internal static class TerritoryFacts
{
    /// <summary>The age groups in which population is published.</summary>
    public static readonly string[] AgeGroups = ["0-14", "15-64", "65+"];

    /// <summary>The municipality of Tarragona.</summary>
    public static readonly Municipality[] Tarragona = Parse(
        """
        431482;Tarragona;10621;45483;10562;10212;45245;14373
        """
    );

    /// <summary>The municipality of Reus.</summary>
    public static readonly Municipality[] Reus = Parse(
        """
        431233;Reus;9129;34045;8161;8666;35200;10967
        """
    );

    /// <summary>The thirty municipalities of La Noguera.</summary>
    public static readonly Municipality[] LaNoguera = Parse(
        """
        250024;Àger;25;200;89;26;155;85
        250083;Albesa;117;565;166;95;418;200
        250156;Algerri;23;129;67;15;88;82
        250220;Alòs de Balaguer;5;49;25;3;27;23
        250349;Artesa de Segre;237;1169;350;225;1024;395
        250352;Sentiu de Sió, la;21;136;60;23;114;60
        250371;Avellanes i Santa Linya, les;22;144;83;25;91;68
        250404;Balaguer;1550;6117;1286;1434;5320;1765
        250426;Baronia de Rialb, la;5;74;37;11;66;36
        250479;Bellcaire d'Urgell;71;397;139;76;336;180
        250498;Bellmunt d'Urgell;10;60;20;12;53;30
        250609;Cabanabona;1;26;7;1;20;16
        250621;Camarasa;47;243;116;41;224;139
        250693;Castelló de Farfanya;32;190;69;34;138;76
        250791;Cubells;15;112;52;11;90;58
        250946;Foradada;15;88;29;10;36;25
        251121;Ivars de Noguera;19;113;41;20;91;48
        251348;Menàrguens;38;311;96;41;220;107
        251386;Montgai;34;208;100;22;164;115
        251500;Oliola;9;73;27;12;58;24
        251569;Os de Balaguer;67;328;106;70;309;100
        251641;Penelles;24;168;63;22;99;60
        251728;Ponts;193;895;249;177;810;320
        251771;Preixens;24;120;67;28;102;77
        252206;Térmens;82;470;136;82;393;197
        252228;Tiurana;3;22;9;4;29;10
        252311;Torrelameu;44;322;77;42;169;81
        252402;Vallfogona de Balaguer;168;615;168;164;604;187
        252496;Vilanova de l'Aguda;8;58;32;3;63;36
        252509;Vilanova de Meià;22;153;74;17;87;62
        """
    );

    /// <summary>The twenty-one municipalities of La Garrotxa.</summary>
    public static readonly Municipality[] Garrotxa = Parse(
        """
        170101;Argelaguer;23;140;44;18;127;44
        170195;Besalú;204;723;254;200;781;325
        170216;Beuda;14;74;11;20;56;11
        170464;Castellfollit de la Roca;82;293;113;52;273;134
        170985;Maià de Montcal;28;182;50;32;124;47
        171058;Mieres;24;118;34;24;100;45
        171096;Montagut i Oix;60;337;84;66;294;89
        171143;Olot;2663;12377;2949;2563;11346;4028
        171334;Planes d'Hostoles, les;132;528;206;107;485;254
        171390;Preses, les;160;613;148;161;587;186
        171498;Riudaura;37;153;40;52;154;45
        171544;Sales de Llierca;10;59;13;16;53;8
        171616;Sant Feliu de Pallerols;123;458;143;96;443;174
        171621;Sant Ferriol;25;74;26;22;67;22
        171655;Sant Jaume de Llierca;67;260;93;66;269;116
        171833;Sant Aniol de Finestres;25;119;36;26;106;33
        171848;Santa Pau;126;527;184;106;484;187
        171851;Sant Joan les Fonts;239;988;326;202;899;390
        172001;Tortellà;51;253;87;68;257;102
        172076;Vall d'en Bas, la;270;998;300;225;961;339
        172082;Vall de Bianya, la;93;438;110;103;409;122
        """
    );

    /// <summary>Municipalities people come from and move to, code and name.</summary>
    public static readonly (string Code, string Name)[] Elsewhere =
    [
        ("431233", "Reus"),
        ("251207", "Lleida"),
        ("080193", "Barcelona"),
        ("081136", "Manresa"),
        ("170792", "Girona"),
        ("439057", "Salou"),
        ("250729", "Cervera"),
    ];

    private static Municipality[] Parse(string lines) =>
        [
            .. lines
                .Split('\n')
                .Select(line => line.Split(';'))
                .Select(cells => new Municipality(cells[0], cells[1], [.. cells[2..].Select(int.Parse)])),
        ];
}
