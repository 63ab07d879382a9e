using DispatchProducts.Warehousing;

namespace Commands.Streams.SystemTests.Samples;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LedgerTests
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"ledger-{Guid.NewGuid():N}");

    [TearDown]
    public void DeleteFiles()
    {
        File.Delete(_path);
        File.Delete(_path + ".lock");
    }

    [Test]
    public async Task Line_is_in_the_file_when_the_append_ends()
    {
        using var ledger = new Ledger(_path);

        await ledger.AppendAsync("12004 1 Streetford Road", default);

        (await File.ReadAllTextAsync(_path)).Should().Be("12004 1 Streetford Road\n");
    }

    [Test]
    public async Task Ledgers_of_one_file_keep_each_others_lines()
    {
        using var first = new Ledger(_path);
        using var second = new Ledger(_path);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () => await (i % 2 == 0 ? first : second).AppendAsync($"{i} x", default))));

        (await File.ReadAllLinesAsync(_path)).Should().BeEquivalentTo(Enumerable.Range(0, 200).Select(i => $"{i} x"));
    }

    [Test]
    public async Task File_can_be_read_while_lines_are_written()
    {
        using var ledger = new Ledger(_path);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                await ledger.AppendAsync($"{i} x", default);
            }
        });

        while (!writing.IsCompleted)
        {
            (await File.ReadAllTextAsync(_path)).Should().MatchRegex(@"^(\d+ x\n)*$");
        }

        await writing;
    }

    [Test]
    public async Task What_a_killed_process_left_of_a_line_is_removed()
    {
        await File.WriteAllTextAsync(_path, "12004 1 Streetford Road\n12005 2 Road");
        using var ledger = new Ledger(_path);

        await ledger.AppendAsync("12005 2 Roadford Avenue", default);

        (await File.ReadAllTextAsync(_path)).Should().Be("12004 1 Streetford Road\n12005 2 Roadford Avenue\n");
    }
}
