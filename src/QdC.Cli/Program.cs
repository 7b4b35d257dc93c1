using QdC.Cli.App;

return await QdcCommandLine.Invoke(args);
