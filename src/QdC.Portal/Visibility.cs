using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("QdC.Tests")]
[assembly: InternalsVisibleTo("QdC.IntegrationTests")]
[assembly: InternalsVisibleTo("QdC.BrowserTests")]
[assembly: InternalsVisibleTo("QdC.SqlServerTests")]
[assembly: InternalsVisibleTo("QdC.Benchmarks")]
