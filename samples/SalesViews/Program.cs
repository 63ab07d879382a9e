using SalesViews.CommandLine;

return await Sample.RunAsync(args, Console.Out, Console.Error);
