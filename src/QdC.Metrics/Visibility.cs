using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("QdC.Tests")]
[assembly: InternalsVisibleTo("QdC.IntegrationTests")]
[assembly: InternalsVisibleTo("QdC.SqlServerTests")]
[assembly: InternalsVisibleTo("QdC.Publish")] // and the portal: they read qdc.yaml as the definitions are read
[assembly: InternalsVisibleTo("QdC.Portal")]
