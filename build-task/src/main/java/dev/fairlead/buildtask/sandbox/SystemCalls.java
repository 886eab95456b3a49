package dev.fairlead.buildtask.sandbox;

import java.util.List;
import java.util.Optional;

/** The numbers of system calls that the filter knows, per architecture (kernel 6.x tables). */
enum SystemCalls {
  X86_64(0xc000003e, 0),
  AARCH64(0xc00000b7, 1);

  /** Name, number on x86-64, number on AArch64; {@code -} where it does not exist. */
  private static final String REFUSED =
      """
      add_key 248 217
      request_key 249 218
      keyctl 250 219
      ptrace 101 117
      process_vm_readv 310 270
      process_vm_writev 311 271
      kcmp 312 272
      pidfd_getfd 438 438
      bpf 321 280
      perf_event_open 298 241
      userfaultfd 323 282
      io_uring_setup 425 425
      io_uring_enter 426 426
      io_uring_register 427 427
      mount 165 40
      umount2 166 39
      open_tree 428 428
      open_tree_attr 467 467
      move_mount 429 429
      fsopen 430 430
      fsconfig 431 431
      fsmount 432 432
      fspick 433 433
      mount_setattr 442 442
      unshare 272 97
      setns 308 268
      chroot 161 51
      pivot_root 155 41
      kexec_load 246 104
      kexec_file_load 320 294
      init_module 175 105
      finit_module 313 273
      delete_module 176 106
      open_by_handle_at 304 265
      fanotify_init 300 262
      swapon 167 224
      swapoff 168 225
      reboot 169 142
      acct 163 89
      quotactl 179 60
      quotactl_fd 443 443
      syslog 103 116
      settimeofday 164 170
      clock_settime 227 112
      adjtimex 159 171
      clock_adjtime 305 266
      sethostname 170 161
      setdomainname 171 162
      vhangup 153 58
      lookup_dcookie 212 18
      iopl 172 -
      ioperm 173 -
      modify_ldt 154 -
      uselib 134 -
      """;

  private final int auditArchitecture;
  private final int column;

  SystemCalls(int auditArchitecture, int column) {
    this.auditArchitecture = auditArchitecture;
    this.column = column;
  }

  /** The calls of an architecture as Java names it in {@code os.arch}; empty for an unknown one. */
  static Optional<SystemCalls> of(String architecture) {
    return switch (architecture) {
      case "amd64", "x86_64" -> Optional.of(X86_64);
      case "aarch64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }

  int auditArchitecture() {
    return auditArchitecture;
  }

  List<Integer> refused() {
    return REFUSED
        .lines()
        .map(line -> line.split(" ", -1)[1 + column])
        .filter(number -> !number.equals("-"))
        .map(Integer::valueOf)
        .toList();
  }

  int cloneCall() {
    return column == 0 ? 56 : 220;
  }

  int clone3() {
    return 435;
  }

  int ioctl() {
    return column == 0 ? 16 : 29;
  }

  int socket() {
    return column == 0 ? 41 : 198;
  }
}
