using Commands.Streams.Errors;
using Commands.Streams.State.Files;

namespace Commands.Streams.Tests.State.Files;

public sealed class DiskFilesTests
{
    private readonly DiskFiles _files = new();
    private string _root = string.Empty;

    [SetUp]
    public void CreateRoot() => _root = Directory.CreateTempSubdirectory("commands-streams-state-").FullName;

    [TearDown]
    public void DeleteRoot() => Directory.Delete(_root, recursive: true);

    [Test]
    public void A_lock_is_held_once_until_it_is_disposed()
    {
        var path = PathOf("lock");
        var held = _files.TryLock(path);

        held.Should().NotBeNull();
        _files.TryLock(path).Should().BeNull();
        held!.Dispose();
        _files.TryLock(path)!.Dispose();
    }

    [Test]
    public void A_lock_that_cannot_be_taken_for_another_reason_is_an_error()
    {
        var act = () => _files.TryLock(PathOf("missing", "lock"));

        act.Should().Throw<DirectoryNotFoundException>();
    }

    [Test]
    public void A_file_is_replaced()
    {
        var path = PathOf("file");
        _files.Read(path).Should().BeNull();
        _files.Replace(path, [1, 2, 3]);
        _files.Replace(path, [4]);

        _files.Read(path).Should().Equal(4);
        Directory.GetFiles(_root).Should().ContainSingle();
    }

    [Test]
    public void Directories_are_listed_moved_and_deleted()
    {
        _files.GetDirectories(PathOf("none")).Should().BeEmpty();
        _files.CreateDirectory(PathOf("b", "c"));
        _files.CreateDirectory(PathOf("a"));
        File.WriteAllText(PathOf("b", "c", "file"), "x");
        _files.GetDirectories(_root).Should().Equal("a", "b");

        _files.MoveDirectory(PathOf("b"), PathOf("d"));
        File.ReadAllText(PathOf("d", "c", "file")).Should().Be("x");
        _files.DirectoryExists(PathOf("b")).Should().BeFalse();

        _files.DeleteDirectory(PathOf("d"));
        _files.DeleteDirectory(PathOf("d"));
        _files.GetDirectories(_root).Should().Equal("a");
    }

    [Test]
    public void Two_applications_cannot_share_a_directory()
    {
        var owner = new StateOwner("warehouse", Environment.ProcessId, Environment.MachineName);
        using var first = Open(owner);

        var act = () => Open(owner);

        act.Should().Throw<StoreException>().WithMessage($"*cannot be used by {owner}, because {owner} holds it.*StreamsOptions.StateDirectory*");
    }

    [Test]
    public void A_path_that_is_a_file_is_an_error_that_names_the_option()
    {
        File.WriteAllText(PathOf("warehouse"), "x");

        var act = () => Open(new StateOwner("warehouse", 1, "a"));

        act.Should().Throw<StoreException>().WithMessage("*Set StreamsOptions.StateDirectory*");
    }

    private StateDirectory Open(StateOwner owner) => StateDirectory.Open(_files, _root, owner, Guid.NewGuid(), TimeProvider.System);

    private string PathOf(params string[] parts) => Path.Combine([_root, .. parts]);
}
