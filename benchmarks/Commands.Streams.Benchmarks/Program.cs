using System.CommandLine;
using BenchmarkDotNet.Running;
using Commands.Streams.Benchmarks.Scenarios;

var name = new Argument<string>("name") { Description = $"One of: {string.Join(", ", ScenarioCatalogue.Names)}." };
var servers = new Option<string?>("--bootstrap-servers") { Description = "The cluster, for scenarios that need one." };
var records = new Option<long>("--records") { Description = "How many records.", DefaultValueFactory = _ => 1_000_000 };
var rounds = new Option<int>("--rounds") { Description = "How often each variant runs, taking turns.", DefaultValueFactory = _ => 3 };
var peer = new Option<string?>("--peer") { Description = "Who else runs, in consume and through." };
peer.AcceptOnlyFromAmong(ScenarioSettings.Streamiz);

var scenario = new Command("scenario", "Runs a scenario and prints one JSON object a line.") { name, servers, records, rounds, peer };
scenario.SetAction((result, cancellation) => ScenarioCatalogue.Run(
    result.GetValue(name)!,
    new ScenarioSettings(result.GetValue(servers), result.GetValue(records), result.GetValue(rounds), result.GetValue(peer)),
    cancellation));

var micro = new Command("micro", "Runs the BenchmarkDotNet benchmarks; what follows goes to BenchmarkDotNet.") { TreatUnmatchedTokensAsErrors = false };
micro.SetAction(result => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. result.UnmatchedTokens]));

return await new RootCommand("Benchmarks of Commands.Streams, side by side with raw Confluent.Kafka loops.") { scenario, micro }.Parse(args).InvokeAsync();
